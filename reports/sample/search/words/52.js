policytrailWords("52",[
["523",[0]]
]);
