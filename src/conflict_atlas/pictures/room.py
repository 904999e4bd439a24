"""Free space on a picture: boxes that do not overlap, as on the map in the browser."""

from dataclasses import dataclass, field

Way = tuple[int, int]
WAYS: tuple[Way, ...] = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (1, 1), (-1, -1), (-1, 1))
_SLANT = 0.7


@dataclass(frozen=True)
class Area:
    """A rectangle on the picture."""

    x: float
    y: float
    w: float
    h: float

    def overlaps(self, other: "Area") -> bool:
        """Whether two rectangles overlap."""
        across = self.x < other.x + other.w and other.x < self.x + self.w
        return across and self.y < other.y + other.h and other.y < self.y + self.h

    def grown(self, by: float) -> "Area":
        """Return a rectangle that is larger on every side."""
        return Area(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)


def centred(point: tuple[float, float], w: float, h: float) -> Area:
    """Rectangle with its middle on a point."""
    return Area(point[0] - w / 2, point[1] - h / 2, w, h)


def next_to(point: tuple[float, float], size: tuple[float, float], way: Way, away: float) -> Area:
    """Rectangle of a given size, at a distance from a point on one of eight sides."""
    (dx, dy), (w, h) = way, size
    slant = _SLANT * away if dx and dy else away
    x = point[0] + (slant if dx > 0 else -slant - w if dx < 0 else -w / 2)
    y = point[1] + (slant if dy > 0 else -slant - h if dy < 0 else -h / 2)
    return Area(x, y, w, h)


@dataclass
class Room:
    """The space taken on a picture of some width and height."""

    width: float
    height: float
    taken: list[Area] = field(default_factory=list)

    def is_free(self, area: Area, gap: float = 0, but: Area | None = None) -> bool:
        """Whether a rectangle is free and lies inside the picture."""
        whole = area.x >= 0 and area.x + area.w <= self.width
        whole = whole and area.y >= 0 and area.y + area.h <= self.height
        wanted = area.grown(gap) if gap else area
        return whole and not any(
            other is not but and wanted.overlaps(other) for other in self.taken
        )

    def take(self, area: Area) -> Area:
        """Mark a rectangle as taken."""
        self.taken.append(area)
        return area
