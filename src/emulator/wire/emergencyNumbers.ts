/**
 * The emergency numbers that ACS supports: United States, Puerto Rico, Canada (911), Denmark (112), United Kingdom (999,
 * 112), Australia (000). Here a bot answers them; nobody is called.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/telephony/emergency-calling-concept
 */
export const emergencyNumbers: ReadonlySet<string> = new Set(['4:911', '4:112', '4:999', '4:000']);
