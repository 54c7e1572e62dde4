policytrailWords("an",[
["and",[0]]
]);
