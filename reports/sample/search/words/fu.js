policytrailWords("fu",[
["furniture",[0]]
]);
