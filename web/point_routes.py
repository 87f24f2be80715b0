"""Which URLs show the points, weigh a change of one, and keep it? For operators and admins."""

from starlette.routing import Route

from web.endpoints.operator import point, point_closure, point_list, points
from web.security import for_entry, for_operator

HOME = "/desk/points"
POINT = HOME + "/{id:uuid}"

POINTS = [
    Route(HOME, for_operator(points.index), methods=["GET"]),
    Route(HOME, for_operator(point.add), methods=["POST"]),
    Route(HOME + "/all", for_operator(point_list.index), methods=["GET"]),
    Route(HOME + "/all.{format}", for_operator(point_list.export), methods=["GET"]),
    Route(HOME + "/new", for_entry(point.new), methods=["GET"]),
    Route(POINT, for_operator(point.show), methods=["GET"]),
    Route(POINT, for_operator(point.change), methods=["POST"]),
    Route(POINT + "/preview", for_operator(point.preview), methods=["POST"]),
    Route(POINT + "/closure", for_entry(point_closure.show), methods=["GET"]),
    Route(POINT + "/closure", for_operator(point_closure.close), methods=["POST"]),
]
