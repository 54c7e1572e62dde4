policytrailWords("of",[
["of",[0,1]]
]);
