policytrailWords("br",[
["brook",[1]]
]);
