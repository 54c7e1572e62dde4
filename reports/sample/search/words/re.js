policytrailWords("re",[
["receive",[0]],
["recieve",[0]],
["replaces",[0]],
["retention",[0]]
]);
