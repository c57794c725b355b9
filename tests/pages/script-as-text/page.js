// Experts say the lifts in this station are always broken. Everyone knows that the repair will never be done.
export const lifts = "Critics argue that they were never safe.";
