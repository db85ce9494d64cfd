/** With more tables than this, only keys are drawn at first, so that the diagram can be read. */
export const crowded = 8
