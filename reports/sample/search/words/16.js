policytrailWords("16",[
["16",[0]]
]);
