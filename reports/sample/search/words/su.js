policytrailWords("su",[
["substantive",[0]],
["sue",[0]]
]);
