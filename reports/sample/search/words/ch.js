policytrailWords("ch",[
["changed",[0]]
]);
