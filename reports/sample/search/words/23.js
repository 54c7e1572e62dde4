policytrailWords("23",[
["23",[0]]
]);
