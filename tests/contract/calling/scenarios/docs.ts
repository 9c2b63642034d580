const acs = 'https://learn.microsoft.com/azure/communication-services';

/** The pages of Microsoft's documentation whose promises the scenarios test. */
export const docs = {
  manageCalls: `${acs}/how-tos/cte-calling-sdk/manage-calls`,
  rawMedia: `${acs}/quickstarts/voice-video-calling/get-started-raw-media-access`,
  videoConstraints: `${acs}/concepts/voice-video-calling/video-constraints`,
  audioEffects: `${acs}/tutorials/audio-quality-enhancements/add-noise-supression`,
  manageVideo: `${acs}/how-tos/calling-sdk/manage-video`,
  endCodes: `${acs}/resources/troubleshooting/voice-video-calling/troubleshooting-codes`,
  transfer: `${acs}/how-tos/calling-sdk/transfer-calls`,
  raiseHand: `${acs}/how-tos/calling-sdk/raise-hand`,
  capabilities: `${acs}/how-tos/calling-sdk/capabilities`,
  dominantSpeakers: `${acs}/how-tos/calling-sdk/dominant-speaker`,
  realTimeText: `${acs}/quickstarts/voice-video-calling/get-started-with-real-time-text`,
  dataChannel: `${acs}/concepts/voice-video-calling/data-channel`,
  survey: `${acs}/tutorials/end-of-call-survey-tutorial`,
  mediaStats: `${acs}/concepts/voice-video-calling/media-quality-sdk`,
  meetings: `${acs}/how-tos/calling-sdk/teams-interoperability`,
} as const;
