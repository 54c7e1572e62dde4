policytrailWords("30",[
["30",[0]]
]);
