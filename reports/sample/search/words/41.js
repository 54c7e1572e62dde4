policytrailWords("41",[
["411",[0]]
]);
