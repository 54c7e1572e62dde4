policytrailWords("la",[
["last",[0]]
]);
