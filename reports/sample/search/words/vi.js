policytrailWords("vi",[
["visitor",[0]]
]);
