policytrailWords("mo",[
["months",[0]]
]);
