policytrailWords("at",[
["at",[0]]
]);
