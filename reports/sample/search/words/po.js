policytrailWords("po",[
["policy",[0]]
]);
