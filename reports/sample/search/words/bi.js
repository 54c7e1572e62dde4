policytrailWords("bi",[
["binding",[0,1]]
]);
