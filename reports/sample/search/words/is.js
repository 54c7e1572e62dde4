policytrailWords("is",[
["is",[0]]
]);
