# SPDX-License-Identifier: MIT
"""What goes wrong with pictures: each kind spoils a BGR picture of 8 bits by a strength of 0 (hardly) to 1.

    spoil = Spoiling("tilt", numpy.random.default_rng(1))
    picture = spoil(picture, 0.5)

The details (which way, how much at most) are drawn once and stay for the whole stretch of frames.
"""
import cv2
import numpy


def motion_blur(random):
    """The camera swings: blur along a line of 7 to 15 % of the width."""
    share, angle = random.uniform(0.07, 0.15), random.uniform(0, 180)

    def spoil(picture, strength):
        length = max(3, round(strength * share * picture.shape[1])) | 1
        kernel = numpy.zeros((length, length), numpy.float32)
        kernel[length // 2] = 1
        turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), angle, 1)
        kernel = cv2.warpAffine(kernel, turn, (length, length))
        return cv2.filter2D(picture, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT)

    return spoil


def gain(picture, factor):
    return cv2.convertScaleAbs(picture, alpha=factor)


def too_dark(random):
    """A twelfth to a fifth of the light, as 8 bits hold it, with a little noise of the sensor."""
    factor, noise = random.uniform(1 / 12, 1 / 5), numpy.random.default_rng(int(random.integers(1 << 31)))
    return lambda picture, strength: add_noise(gain(picture, factor**strength), 2 * strength, noise)


def too_bright(random):
    """2.5 to 5 times the light: the bright parts are gone."""
    factor = random.uniform(2.5, 5)
    return lambda picture, strength: gain(picture, factor**strength)


def add_noise(picture, deviation, random):
    spoilt = picture + random.normal(0, deviation, picture.shape)
    return spoilt.round().clip(0, 255).astype(numpy.uint8)


def noise(random):
    """Gaussian, 25 to 50 of 255 in each channel of each pixel, another in every frame."""
    deviation, each = random.uniform(25, 50), numpy.random.default_rng(int(random.integers(1 << 31)))
    return lambda picture, strength: add_noise(picture, strength * deviation, each)


def tilt(random):
    """Turned by 12 to 35 degrees, so far nearer that no corner is empty."""
    angle = random.choice([-1, 1]) * random.uniform(12, 35)

    def spoil(picture, strength):
        height, width = picture.shape[:2]
        turned = numpy.radians(abs(angle * strength))
        sine, cosine = numpy.sin(turned), numpy.cos(turned)
        nearer = max(cosine + sine * width / height, cosine + sine * height / width)
        turn = cv2.getRotationMatrix2D((width / 2 - 0.5, height / 2 - 0.5), angle * strength, nearer)
        return cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)

    return spoil


def finger(random):
    """Something large, skin-coloured and out of focus comes in from an edge, over 15 to 40 % of the picture."""
    around, reach = random.uniform(0, 2 * numpy.pi), random.uniform(0.62, 0.85)
    colour = numpy.array([random.uniform(60, 110), random.uniform(80, 140), random.uniform(150, 210)])

    def spoil(picture, strength):
        height, width = picture.shape[:2]
        away = 1.35 - strength * (1.35 - reach)  # of the finger's middle from the picture's, in half diagonals
        half = numpy.hypot(width, height) / 2
        middle = (width / 2 + numpy.cos(around) * away * half, height / 2 + numpy.sin(around) * away * half)
        cover = numpy.zeros((height, width), numpy.float32)
        axes = (round(0.7 * half), round(0.42 * half))
        cv2.ellipse(cover, (round(middle[0]), round(middle[1])), axes, numpy.degrees(around), 0, 360, 1, cv2.FILLED)
        cover = cv2.GaussianBlur(cover, (0, 0), 0.05 * half)[..., None]
        light = numpy.linspace(0.7, 1.1, width)[None, :, None]
        return (picture * (1 - cover) + colour * light * cover).round().clip(0, 255).astype(numpy.uint8)

    return spoil


KINDS = {"motion blur": motion_blur, "too dark": too_dark, "too bright": too_bright, "noise": noise, "tilt": tilt,
         "finger": finger}


class Spoiling:
    def __init__(self, kind, random):
        self.kind = kind
        self.spoil = KINDS[kind](random)

    def __call__(self, picture, strength):
        return self.spoil(picture, strength)
