policytrailWords("pr",[
["privacy",[0]]
]);
