policytrailWords("12",[
["12",[0]]
]);
