policytrailWords("2",[
["2",[0]]
]);
