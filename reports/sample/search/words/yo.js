policytrailWords("yo",[
["you",[0,1]],
["your",[0]]
]);
