policytrailWords("sp",[
["spelling",[0]]
]);
