policytrailWords("im",[
["images",[0]]
]);
