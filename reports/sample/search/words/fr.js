policytrailWords("fr",[
["from",[0]]
]);
