import type {
  AudioDeviceInfo,
  AudioDeviceType,
  DeviceAccess,
  DeviceManager,
  PermissionConstraints,
  VideoDeviceInfo,
} from '@azure/communication-calling';
import {
  browserIdOf,
  isPermissionGranted,
  reuseKnownDevices,
  toAudioDevices,
  toVideoDevice,
  tryOpenDevices,
} from './deviceList.ts';
import { findChange } from '../base/listChange.ts';
import { callingError } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';

/**
 * The devices of this machine, as the browser lists them. Each CallClient has one device manager, and ends it with
 * `close()`. Members marked "internal" are not for apps.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-video
 */
export class EmuDeviceManager implements DeviceManager {
  private readonly emitter = new Emitter('DeviceManager', [
    'videoDevicesUpdated',
    'audioDevicesUpdated',
    'selectedMicrophoneChanged',
    'selectedSpeakerChanged',
  ]);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private microphone: AudioDeviceInfo | undefined;
  private speaker: AudioDeviceInfo | undefined;
  private videoDevices: VideoDeviceInfo[] = [];
  private audioDevices: AudioDeviceInfo[] = [];
  /** Whether the lists are up to date: all devices have labels, and the browser has announced no change since. */
  private isListComplete = false;
  private readonly handleDeviceChange = (): void => {
    this.isListComplete = false;
    void this.refresh();
  };

  /** Internal: reads the browser's list, and follows its changes. */
  async start(): Promise<void> {
    await this.refresh();
    navigator.mediaDevices.addEventListener('devicechange', this.handleDeviceChange);
  }

  /** Internal. */
  close(): void {
    navigator.mediaDevices.removeEventListener('devicechange', this.handleDeviceChange);
    this.emitter.removeAllListeners();
  }

  /** Internal: how many audio devices the browser lists. */
  get audioDeviceCounts(): { microphones: number; speakers: number } {
    const microphones = this.audioDevices.filter(({ deviceType }) => deviceType === 'Microphone').length;
    return { microphones, speakers: this.audioDevices.length - microphones };
  }

  /** Internal: the browser's `deviceId` of the selected speaker; `undefined` before the browser has listed its devices. */
  get speakerId(): string | undefined {
    return this.speaker && browserIdOf(this.speaker.id);
  }

  get isSpeakerSelectionAvailable(): boolean {
    return 'setSinkId' in HTMLMediaElement.prototype;
  }

  get selectedMicrophone(): AudioDeviceInfo {
    return this.microphone as AudioDeviceInfo;
  }

  get selectedSpeaker(): AudioDeviceInfo {
    return this.speaker as AudioDeviceInfo;
  }

  async getCameras(): Promise<VideoDeviceInfo[]> {
    await this.refreshIfNeeded();
    return [...this.videoDevices];
  }

  async getMicrophones(): Promise<AudioDeviceInfo[]> {
    await this.refreshIfNeeded();
    return this.audioDevices.filter(({ deviceType }) => deviceType === 'Microphone');
  }

  /** @throws 405/40606 where the browser cannot choose a speaker. */
  async getSpeakers(): Promise<AudioDeviceInfo[]> {
    if (!this.isSpeakerSelectionAvailable) {
      throw callingError(405, 40606, 'Failed to enumerate speakers, this browser does not support it.');
    }
    await this.refreshIfNeeded();
    return this.audioDevices.filter(({ deviceType }) => deviceType === 'Speaker');
  }

  /** @throws 400/40615 for an object without an id; 408/40607 for a microphone that is not in the list. */
  async selectMicrophone(microphone: AudioDeviceInfo): Promise<void> {
    this.checkListed(microphone, 'Microphone');
    if (this.microphone?.id === microphone.id) return;
    this.microphone = microphone;
    this.emitter.emit('selectedMicrophoneChanged');
  }

  /** @throws 400/40615 for an object without an id; 408/40609 for a speaker that is not in the list. */
  async selectSpeaker(speaker: AudioDeviceInfo): Promise<void> {
    this.checkListed(speaker, 'Speaker');
    if (this.speaker?.id === speaker.id) return;
    this.speaker = speaker;
    this.emitter.emit('selectedSpeakerChanged');
  }

  /**
   * Opens the devices and closes them at once, which makes the browser ask the user.
   * @returns whether the page may use audio and video devices, including a kind that is not requested. If the user
   * refuses a kind, its value is `false`.
   * @throws 400/40612 when neither kind is requested; 500/41001 without constraints.
   */
  async askDevicePermission(constraints: PermissionConstraints): Promise<DeviceAccess> {
    if (!constraints) throw callingError(500, 41001, 'Failed to ask for a permission: no constraints.');
    const { audio, video } = constraints;
    if (!audio && !video) {
      throw callingError(400, 40612, 'Failed to ask for a permission: neither audio nor video is asked for.');
    }
    const haveAllOpened = await tryOpenDevices({ audio, video });
    // If the user refuses one kind, opening both kinds fails. Then each kind has to be opened alone.
    const needsSeparateOpening = !haveAllOpened && audio && video;
    const readAccess = async (isRequested: boolean, kind: 'audio' | 'video'): Promise<boolean> => {
      if (!isRequested) return isPermissionGranted(kind === 'audio' ? 'microphone' : 'camera');
      return haveAllOpened || (needsSeparateOpening && (await tryOpenDevices({ [kind]: true })));
    };
    const access = { audio: await readAccess(audio, 'audio'), video: await readAccess(video, 'video') };
    await this.refresh();
    return access;
  }

  /** Does nothing, since devices open fast enough without preheating. */
  async startPreheatDevices(): Promise<void> {}

  stopPreheatDevices(): void {}

  /** @throws the SDK's error for a device that is not in our list. */
  private checkListed(device: AudioDeviceInfo, type: AudioDeviceType): void {
    if (this.audioDevices.some(({ id, deviceType }) => id === device?.id && deviceType === type)) return;
    if (typeof device?.id !== 'string') {
      throw callingError(400, 40615, 'Failed to select a device: it is no AudioDeviceInfo with an id.');
    }
    throw callingError(
      408,
      type === 'Microphone' ? 40607 : 40609,
      `Failed to select a ${type.toLowerCase()}: it is not one of this device manager's.`,
    );
  }

  /**
   * Asks the browser for its list only if ours may be out of date. Apps list devices while they set up a call, and each
   * request to the browser takes a few milliseconds.
   */
  private async refreshIfNeeded(): Promise<void> {
    if (!this.isListComplete) await this.refresh();
  }

  private async refresh(): Promise<void> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    // A device without a label means that a permission is missing. The user may give that permission at any time, and
    // the browser does not announce it.
    this.isListComplete = devices.length > 0 && devices.every(({ label }) => label !== '');
    const video = devices.filter(({ kind }) => kind === 'videoinput').map(toVideoDevice);
    const audio = devices.flatMap(toAudioDevices);
    const { videoDevices: previousVideo, audioDevices: previousAudio } = this;
    this.videoDevices = reuseKnownDevices(previousVideo, video);
    this.audioDevices = reuseKnownDevices(previousAudio, audio);
    this.emitChanges('videoDevicesUpdated', previousVideo, this.videoDevices);
    this.emitChanges('audioDevicesUpdated', previousAudio, this.audioDevices);
    this.microphone = this.updateSelection('Microphone', this.microphone, 'selectedMicrophoneChanged');
    this.speaker = this.updateSelection('Speaker', this.speaker, 'selectedSpeakerChanged');
  }

  /**
   * Chooses a device, and emits the event if the choice has changed.
   * @returns the selected device while it exists, otherwise the system's default, otherwise the first device.
   */
  private updateSelection(
    type: AudioDeviceType,
    selectedDevice: AudioDeviceInfo | undefined,
    event: 'selectedMicrophoneChanged' | 'selectedSpeakerChanged',
  ): AudioDeviceInfo | undefined {
    const candidates = this.audioDevices.filter(({ deviceType }) => deviceType === type);
    const chosenDevice =
      candidates.find(({ id }) => id === selectedDevice?.id) ??
      candidates.find(({ isSystemDefault }) => isSystemDefault) ??
      candidates[0];
    if (chosenDevice?.id !== selectedDevice?.id) queueMicrotask(() => this.emitter.emit(event));
    return chosenDevice;
  }

  private emitChanges(
    event: 'videoDevicesUpdated' | 'audioDevicesUpdated',
    before: readonly { id: string }[],
    after: readonly { id: string }[],
  ): void {
    const change = findChange(before, after);
    if (change) this.emitter.emit(event, change);
  }
}
