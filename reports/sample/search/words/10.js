policytrailWords("10",[
["10",[0]]
]);
