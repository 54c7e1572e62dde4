policytrailWords("se",[
["service",[0,1]],
["settle",[0,1]]
]);
