policytrailWords("te",[
["terms",[0,1]]
]);
