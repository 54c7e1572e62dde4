policytrailWords("al",[
["allows",[0]]
]);
