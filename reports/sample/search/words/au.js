policytrailWords("au",[
["aurora",[0]]
]);
