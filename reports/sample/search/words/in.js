policytrailWords("in",[
["instead",[0]]
]);
