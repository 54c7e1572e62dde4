policytrailWords("a",[
["a",[0,1]]
]);
