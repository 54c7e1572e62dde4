policytrailWords("ai",[
["ai",[0]]
]);
