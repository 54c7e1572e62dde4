policytrailWords("ed",[
["editorial",[0]]
]);
