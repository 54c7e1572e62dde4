policytrailWords("co",[
["content",[0]],
["corrects",[0]],
["counter",[0]]
]);
