policytrailRows("aurora",[
[3,"Arbitration","Aurora Images Privacy Policy","texts/aurora-privacy.html#PT-P-000000000001","You agree to settle a claim by binding arbitration."],
[3,"Licence to your content","","#PT-P-000000000003","Last updated: 2 March 2026"],
[2,"Aurora Images Terms of Service","10–11 May 2026, Substantive","changes/PT-C-cbc0a75b259f.html","Replaces the right to sue at home by binding arbitration, allows training on your images, and keeps them for 12 months instead of 30 days. Arbitration AI Training Retention Period"],
[2,2,"12 May – 16 June 2026, Page furniture","changes/PT-C-ac18675fb18d.html","A visitor counter changed from 411 to 523."],
[2,2,"23–25 June 2026, Page furniture","changes/PT-C-789639f3d5da.html",3],
[2,"Aurora Images Privacy Policy","24–25 May 2026, Editorial","changes/PT-C-60aebcd0be21.html","Corrects a spelling: “recieve” is now “receive”."]
]);
