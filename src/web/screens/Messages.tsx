import { NoticeList } from '../areas/call-notices/NoticeList.tsx';
import {
  AgentMessage,
  OtherTabMessage,
  PlacingMessage,
  RejoinMessages,
} from '../areas/phone-messages/PhoneMessages.tsx';
import { ProblemList, type Remedies } from '../areas/problems/ProblemList.tsx';
import { IntegrationParts } from '../integration/IntegrationParts.tsx';
import { SurveyMessage } from './SurveyMessage.tsx';
import { EachPart } from '../ui/Parts.tsx';

/** The messages about the whole phone, and about what happened to calls. Of those that come together, the last is shown first. */
export const Messages = (remedies: Remedies) => (
  <EachPart>
    <RejoinMessages />
    <OtherTabMessage />
    <AgentMessage />
    <PlacingMessage />
    <ProblemList {...remedies} />
    <IntegrationParts />
    <NoticeList />
    <SurveyMessage />
  </EachPart>
);
