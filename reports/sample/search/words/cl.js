policytrailWords("cl",[
["claim",[0,1]]
]);
