/**
 * The raw ids of the emergency numbers that ACS supports: in the United States, Puerto Rico and Canada (911), Denmark (112),
 * the United Kingdom (999, 112) and Australia (000). In the emulator, a simulated participant answers them.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/telephony/emergency-calling-concept
 */
export const emergencyNumbers: ReadonlySet<string> = new Set(['4:911', '4:112', '4:999', '4:000']);
