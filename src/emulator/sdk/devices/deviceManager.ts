import type * as Real from '@azure/communication-calling';
import {
  browserIdOf,
  isPermissionGranted,
  reuseKnownDevices,
  toAudioDevices,
  toVideoDevice,
  tryOpenDevices,
} from './deviceList.ts';
import { findChange } from '../base/listChange.ts';
import { watchPageConditions } from '../base/pageConditions.ts';
import { isUnplugged } from './deviceFaults.ts';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';

/**
 * The devices of this machine, as the browser lists them. Members marked "Internal" are not for apps.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-video
 */
export class EmuDeviceManager implements Real.DeviceManager {
  private readonly emitter = new Emitter('DeviceManager', [
    'videoDevicesUpdated',
    'audioDevicesUpdated',
    'selectedMicrophoneChanged',
    'selectedSpeakerChanged',
  ]);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  selectedMicrophone?: Real.AudioDeviceInfo;
  selectedSpeaker?: Real.AudioDeviceInfo;
  private videoDevices: Real.VideoDeviceInfo[] = [];
  private audioDevices: Real.AudioDeviceInfo[] = [];
  /** Whether the lists are up to date: all devices have labels, and the browser has announced no change. */
  private isListComplete = false;
  private readonly handleDeviceChange = (): void => {
    this.isListComplete = false;
    void this.refresh();
  };
  private stopWatching = (): void => undefined;

  /** Internal: reads the browser's list, and follows its changes until `close`. */
  async start(): Promise<void> {
    const message =
      'acs-calling-emulator: this page is neither on https nor on localhost, so the browser gives it no microphone and no camera.';
    check(window.isSecureContext, 400, 0, message, 'UnexpectedClientError');
    await this.refresh();
    navigator.mediaDevices.addEventListener('devicechange', this.handleDeviceChange);
    this.stopWatching = watchPageConditions(this.handleDeviceChange);
  }

  /** Internal. */
  close(): void {
    navigator.mediaDevices.removeEventListener('devicechange', this.handleDeviceChange);
    this.stopWatching();
    this.emitter.removeAllListeners();
  }

  /** Internal: how many audio devices the browser lists. */
  get audioDeviceCounts(): { microphones: number; speakers: number } {
    const microphones = this.audioDevices.filter(({ deviceType }) => deviceType === 'Microphone').length;
    return { microphones, speakers: this.audioDevices.length - microphones };
  }

  /** Internal: the browser's `deviceId` of the selected speaker; `undefined` before the browser has listed its devices. */
  get speakerId(): string | undefined {
    return this.selectedSpeaker && browserIdOf(this.selectedSpeaker.id);
  }

  get isSpeakerSelectionAvailable(): boolean {
    return 'setSinkId' in HTMLMediaElement.prototype;
  }

  async getCameras(): Promise<Real.VideoDeviceInfo[]> {
    await this.refreshIfNeeded();
    return [...this.videoDevices];
  }

  async getMicrophones(): Promise<Real.AudioDeviceInfo[]> {
    await this.refreshIfNeeded();
    return this.audioDevices.filter(({ deviceType }) => deviceType === 'Microphone');
  }

  async getSpeakers(): Promise<Real.AudioDeviceInfo[]> {
    const message = 'Failed to enumerate speakers, this browser does not support it.';
    check(this.isSpeakerSelectionAvailable, 405, 40606, message);
    await this.refreshIfNeeded();
    return this.audioDevices.filter(({ deviceType }) => deviceType === 'Speaker');
  }

  async selectMicrophone(microphone: Real.AudioDeviceInfo): Promise<void> {
    this.select('Microphone', microphone);
  }

  async selectSpeaker(speaker: Real.AudioDeviceInfo): Promise<void> {
    this.select('Speaker', speaker);
  }

  /**
   * Makes the browser ask the user for permission.
   * @returns whether the page may use audio and video devices, including a kind that is not requested.
   */
  async askDevicePermission(constraints: Real.PermissionConstraints): Promise<Real.DeviceAccess> {
    const failure = 'Failed to ask for a permission';
    check(constraints, 500, 41001, `${failure}: no constraints.`);
    const { audio, video } = constraints;
    check(audio || video, 400, 40612, `${failure}: neither audio nor video is asked for.`);
    const haveAllOpened = await tryOpenDevices({ audio, video });
    const readAccess = async (isRequested: boolean, kind: 'audio' | 'video'): Promise<boolean> => {
      if (!isRequested) return isPermissionGranted(kind === 'audio' ? 'microphone' : 'camera');
      if (haveAllOpened) return true;
      // If the user refuses only one of two kinds, opening both fails. So each kind is then opened alone.
      return audio && video && (await tryOpenDevices({ [kind]: true }));
    };
    const access = { audio: await readAccess(audio, 'audio'), video: await readAccess(video, 'video') };
    await this.refresh();
    return access;
  }

  // Preheating does nothing: devices open fast enough without it.
  async startPreheatDevices(): Promise<void> {}
  stopPreheatDevices(): void {}

  /** @throws 400/40615 (code/subcode) for anything but a device; 408/40607 or 408/40609 if it is not in our list. */
  private select(type: 'Microphone' | 'Speaker', device: Real.AudioDeviceInfo): void {
    const hasId = typeof device?.id === 'string';
    check(hasId, 400, 40615, 'Failed to select a device: it is no AudioDeviceInfo with an id.');
    const isListed = this.audioDevices.some(({ id, deviceType }) => id === device.id && deviceType === type);
    const message = `Failed to select a ${type.toLowerCase()}: it is not one of this device manager's.`;
    check(isListed, 408, type === 'Microphone' ? 40607 : 40609, message);
    const property = `selected${type}` as const;
    if (this[property]?.id === device.id) return;
    this[property] = device;
    this.emitter.emit(`${property}Changed`);
  }

  /** Asks the browser only if our list may be out of date. Each request would delay the set-up of a call. */
  private async refreshIfNeeded(): Promise<void> {
    if (!this.isListComplete) await this.refresh();
  }

  private async refresh(): Promise<void> {
    const allDevices = await navigator.mediaDevices.enumerateDevices();
    const devices = allDevices.filter(({ kind }) => !isUnplugged(kind));
    // Without a permission, devices have no label. The browser does not announce when the user gives the permission.
    this.isListComplete = devices.length > 0 && devices.every(({ label }) => label !== '');
    const video = devices.filter(({ kind }) => kind === 'videoinput').map(toVideoDevice);
    const audio = devices.flatMap(toAudioDevices);
    const { videoDevices: previousVideo, audioDevices: previousAudio } = this;
    this.videoDevices = reuseKnownDevices(previousVideo, video);
    this.audioDevices = reuseKnownDevices(previousAudio, audio);
    const videoChange = findChange(previousVideo, this.videoDevices);
    const audioChange = findChange(previousAudio, this.audioDevices);
    if (videoChange) this.emitter.emit('videoDevicesUpdated', videoChange);
    if (audioChange) this.emitter.emit('audioDevicesUpdated', audioChange);
    this.updateSelection('Microphone');
    this.updateSelection('Speaker');
  }

  /** Keeps the selected device while it exists. Otherwise selects the system's default, or else the first device. */
  private updateSelection(type: 'Microphone' | 'Speaker'): void {
    const property = `selected${type}` as const;
    const selectedDevice = this[property];
    const candidates = this.audioDevices.filter(({ deviceType }) => deviceType === type);
    const chosenDevice =
      candidates.find(({ id }) => id === selectedDevice?.id) ??
      candidates.find(({ isSystemDefault }) => isSystemDefault) ??
      candidates[0];
    // There may be no device, although the SDK's type allows no `undefined` here.
    this[property] = chosenDevice as Real.AudioDeviceInfo;
    // The microtask runs when both selections, microphone and speaker, are updated.
    if (chosenDevice?.id !== selectedDevice?.id)
      queueMicrotask(() => this.emitter.emit(`${property}Changed`));
  }
}
