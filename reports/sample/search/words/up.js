policytrailWords("up",[
["updated",[0]]
]);
