policytrailWords("fo",[
["for",[0]]
]);
