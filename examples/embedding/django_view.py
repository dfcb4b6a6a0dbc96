"""A Django view: a report comes in as an uploaded file, the outcome goes out as JSON.

In urls.py: path("check", django_view.check)
"""

from django.http import HttpRequest, HttpResponse, JsonResponse

import gipcore


def check(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("report")
    try:
        outcome = gipcore.check(gipcore.read(file.read() if file else b""))
    except gipcore.GipError as error:
        return JsonResponse({"error": str(error)}, status=400)
    return HttpResponse(gipcore.dumps(outcome), content_type="application/json")
