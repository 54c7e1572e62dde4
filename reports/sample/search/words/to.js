policytrailWords("to",[
["to",[0,1]]
]);
