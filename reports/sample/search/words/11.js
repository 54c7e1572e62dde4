policytrailWords("11",[
["11",[0]]
]);
