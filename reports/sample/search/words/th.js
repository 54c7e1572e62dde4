policytrailWords("th",[
["the",[0]],
["them",[0]]
]);
