policytrailWords("ma",[
["mail",[1]],
["march",[0]],
["may",[0]]
]);
