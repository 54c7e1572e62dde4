policytrailRows("brook",[
[3,"Arbitration","Brook Mail Terms of Service","texts/brook-terms.html#PT-P-000000000002","You agree to settle a claim by binding arbitration."]
]);
